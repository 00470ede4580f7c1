using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Acting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "by",
                table: "touch",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contact",
                table: "touch",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "recorded",
                table: "touch",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "by",
                table: "risk_event",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "closed_by",
                table: "risk_event",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "recorded",
                table: "risk_event",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "by",
                table: "pulse",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "pulse",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "recorded",
                table: "pulse",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ended",
                table: "manual_override",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ended_by",
                table: "manual_override",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "recorded",
                table: "manual_override",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "by",
                table: "goal_progress",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "recorded",
                table: "goal_progress",
                type: "date",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "by",
                table: "touch");

            migrationBuilder.DropColumn(
                name: "contact",
                table: "touch");

            migrationBuilder.DropColumn(
                name: "recorded",
                table: "touch");

            migrationBuilder.DropColumn(
                name: "by",
                table: "risk_event");

            migrationBuilder.DropColumn(
                name: "closed_by",
                table: "risk_event");

            migrationBuilder.DropColumn(
                name: "recorded",
                table: "risk_event");

            migrationBuilder.DropColumn(
                name: "by",
                table: "pulse");

            migrationBuilder.DropColumn(
                name: "note",
                table: "pulse");

            migrationBuilder.DropColumn(
                name: "recorded",
                table: "pulse");

            migrationBuilder.DropColumn(
                name: "ended",
                table: "manual_override");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "manual_override");

            migrationBuilder.DropColumn(
                name: "recorded",
                table: "manual_override");

            migrationBuilder.DropColumn(
                name: "by",
                table: "goal_progress");

            migrationBuilder.DropColumn(
                name: "recorded",
                table: "goal_progress");
        }
    }
}
