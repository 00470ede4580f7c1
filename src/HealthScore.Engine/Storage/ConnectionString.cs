using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>Where the database is, in PostgreSQL's words.</summary>
public static class ConnectionString
{
    /// <summary>What is wrong with it; null when it can be read.</summary>
    public static string? Problem(string text)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(text);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
