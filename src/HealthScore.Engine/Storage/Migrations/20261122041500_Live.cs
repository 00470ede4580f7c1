using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Marked accounts and the peers of the last night, which EF Core does not track: its model stays as it was.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122041500_Live")]
public sealed class Live : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("live.sql"));
}
