using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SharedRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Ranges of before were marked only when they were done, and tell nobody their peers: what has not ended begins anew. Days
            // that are final stay as they are.
            migrationBuilder.Sql("delete from scoring_run_range; update scoring_run set accounts_done = 0 where status <> 3;");

            migrationBuilder.DropColumn(
                name: "heartbeat_at",
                table: "scoring_run");

            migrationBuilder.AddColumn<byte[]>(
                name: "peers",
                table: "scoring_run_range",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "state",
                table: "scoring_run_range",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "token",
                table: "scoring_run_range",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "cut_from",
                table: "scoring_run",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "scoring_run_node",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    token = table.Column<long>(type: "bigint", nullable: false),
                    heartbeat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scoring_run_node", x => new { x.run_id, x.token });
                    table.ForeignKey(
                        name: "fk_scoring_run_node_run_id",
                        column: x => x.run_id,
                        principalTable: "scoring_run",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // Written once, read once and never compressed well.
            migrationBuilder.Sql("alter table scoring_run_range alter column peers set storage external;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "scoring_run_node");

            migrationBuilder.DropColumn(
                name: "peers",
                table: "scoring_run_range");

            migrationBuilder.DropColumn(
                name: "state",
                table: "scoring_run_range");

            migrationBuilder.DropColumn(
                name: "token",
                table: "scoring_run_range");

            migrationBuilder.DropColumn(
                name: "cut_from",
                table: "scoring_run");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "heartbeat_at",
                table: "scoring_run",
                type: "timestamp with time zone",
                nullable: true);
        }
    }
}
