using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class NightlyOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_scoring_run_to",
                table: "scoring_run",
                column: "to_day",
                unique: true,
                filter: "trigger = 1 and status in (1, 2, 3)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_scoring_run_to",
                table: "scoring_run");
        }
    }
}
