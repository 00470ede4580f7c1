using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Journeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "entry",
                table: "stage",
                type: "json",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "journey_id",
                table: "stage",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "journey_id",
                table: "segment",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "definition_id",
                table: "milestone",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "done_by",
                table: "milestone",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "entered",
                table: "milestone",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "evidence",
                table: "milestone",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "recorded",
                table: "milestone",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "given_stage_id",
                table: "account_state",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_staged",
                table: "account_state",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "journey",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false, defaultValue: ""),
                    position = table.Column<int>(type: "integer", nullable: false),
                    goes_back = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    revision = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "milestone_definition",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    stage_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    is_required = table.Column<bool>(type: "boolean", nullable: false),
                    due_days = table.Column<int>(type: "integer", nullable: false),
                    rule = table.Column<string>(type: "json", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_milestone_definition", x => x.id);
                    table.ForeignKey(
                        name: "fk_milestone_definition_stage_id",
                        column: x => x.stage_id,
                        principalTable: "stage",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_stage_journey_id",
                table: "stage",
                column: "journey_id");

            migrationBuilder.CreateIndex(
                name: "ix_segment_journey_id",
                table: "segment",
                column: "journey_id");

            migrationBuilder.CreateIndex(
                name: "ix_journey_name",
                table: "journey",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_milestone_definition_stage_id",
                table: "milestone_definition",
                column: "stage_id");

            // The stages of before were the only journey.
            migrationBuilder.Sql("insert into journey (name, position) select 'Customer journey', 0 where exists (select from stage)");
            migrationBuilder.Sql("update stage set journey_id = (select id from journey)");

            migrationBuilder.AddForeignKey(
                name: "fk_segment_journey_id",
                table: "segment",
                column: "journey_id",
                principalTable: "journey",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_stage_journey_id",
                table: "stage",
                column: "journey_id",
                principalTable: "journey",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(Script.Read("journeys.sql"));
        }
    }
}
