using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Makes names of attributes unique, capitals or not.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261130161600_AttributeName")]
public sealed class AttributeName : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("attribute_name.sql"));
}
