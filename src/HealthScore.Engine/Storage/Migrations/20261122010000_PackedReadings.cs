using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>The packed readings, which EF Core does not track: its model stays as it was.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122010000_PackedReadings")]
public sealed class PackedReadings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("readings.sql"));
}
