using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Remembers on which days accounts were placed.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261130161700_PlacedDay")]
public sealed class PlacedDay : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("placed_day.sql"));
}
