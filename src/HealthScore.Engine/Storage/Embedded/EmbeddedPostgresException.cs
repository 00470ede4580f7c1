namespace HealthScore.Engine.Storage.Embedded;

/// <summary>The private PostgreSQL cannot run. The message is for the person who started us: what is wrong and what to do.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException() { }

    public EmbeddedPostgresException(string message) : base(message) { }

    public EmbeddedPostgresException(string message, Exception inner) : base(message, inner) { }
}
