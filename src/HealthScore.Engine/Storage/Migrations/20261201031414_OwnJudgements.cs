using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OwnJudgements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_pulse_by_day",
                table: "pulse",
                columns: new[] { "by", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_manual_override_by_from",
                table: "manual_override",
                columns: new[] { "by", "from_day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_pulse_by_day",
                table: "pulse");

            migrationBuilder.DropIndex(
                name: "ix_manual_override_by_from",
                table: "manual_override");
        }
    }
}
