using System.Text;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>Names every table and column as PostgreSQL's users write them: singular, snake_case, no quotes needed.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            entity.SetTableName(Of(entity.ClrType.Name.Split('`')[0] switch
            {
                "ScoreRow" => "Score",
                "IdentityUserClaim" => "UserClaim",
                "IdentityUserLogin" => "UserLogin",
                "IdentityUserToken" => "UserToken",
                var name => name,
            }));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(property.Name switch
                {
                    // Two reserved words of SQL.
                    "From" => "from_day",
                    "To" => "to_day",
                    var name => Of(name),
                });
            foreach (var key in entity.GetKeys())
                key.SetName(key.IsPrimaryKey() ? $"pk_{entity.GetTableName()}" : $"ak_{entity.GetTableName()}_{Columns(key.Properties)}");
            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName($"fk_{entity.GetTableName()}_{Columns(key.Properties)}");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"ix_{entity.GetTableName()}_{Columns(index.Properties)}");
        }
    }

    private static string Columns(IEnumerable<Microsoft.EntityFrameworkCore.Metadata.IReadOnlyProperty> properties) =>
        string.Join('_', properties.Select(p => Of(p.Name)));

    private static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
