using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Segments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "condition",
                table: "segment",
                type: "json",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "segment",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "segment",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "given_segment_id",
                table: "account_state",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_placed",
                table: "account_state",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "account_attributes",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_attributes", x => x.account_id);
                    table.ForeignKey(
                        name: "fk_account_attributes_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_list",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_list", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "custom_attribute",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_attribute", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_list_member",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    list_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_list_member", x => new { x.account_id, x.list_id });
                    table.ForeignKey(
                        name: "fk_account_list_member_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_account_list_member_list_id",
                        column: x => x.list_id,
                        principalTable: "account_list",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_list_name",
                table: "account_list",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_list_member_list_id",
                table: "account_list_member",
                column: "list_id");

            migrationBuilder.CreateIndex(
                name: "ix_custom_attribute_name",
                table: "custom_attribute",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_attributes");

            migrationBuilder.DropTable(
                name: "account_list_member");

            migrationBuilder.DropTable(
                name: "custom_attribute");

            migrationBuilder.DropTable(
                name: "account_list");

            migrationBuilder.DropColumn(
                name: "condition",
                table: "segment");

            migrationBuilder.DropColumn(
                name: "description",
                table: "segment");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "segment");

            migrationBuilder.DropColumn(
                name: "given_segment_id",
                table: "account_state");

            migrationBuilder.DropColumn(
                name: "is_placed",
                table: "account_state");
        }
    }
}
