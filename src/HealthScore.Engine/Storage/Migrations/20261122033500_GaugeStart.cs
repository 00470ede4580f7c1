using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Since when an account has had a gauge, which EF Core does not track: its model stays as it was.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122033500_GaugeStart")]
public sealed class GaugeStart : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("gauge_start.sql"));
}
