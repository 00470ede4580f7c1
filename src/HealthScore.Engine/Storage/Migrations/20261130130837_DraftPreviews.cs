using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DraftPreviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "expected_effect",
                table: "scoring_model_version",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "preview",
                table: "scoring_model_version",
                type: "json",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "draft_preview",
                table: "scoring_model",
                type: "json",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "expected_effect",
                table: "scoring_model_version");

            migrationBuilder.DropColumn(
                name: "preview",
                table: "scoring_model_version");

            migrationBuilder.DropColumn(
                name: "draft_preview",
                table: "scoring_model");
        }
    }
}
