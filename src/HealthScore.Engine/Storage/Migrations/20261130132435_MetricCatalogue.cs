using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthScore.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class MetricCatalogue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "metric",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "changed_by",
                table: "metric",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "evidence",
                table: "metric",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "expression",
                table: "metric",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_influenceable",
                table: "metric",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "playbook",
                table: "metric",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "retired_on",
                table: "metric",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "metric",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }
    }
}
