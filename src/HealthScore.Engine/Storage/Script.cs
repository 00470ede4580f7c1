namespace HealthScore.Engine.Storage;

/// <summary>The SQL scripts beside this file, built into the program.</summary>
internal static class Script
{
    public static string Read(string name)
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream($"HealthScore.Engine.Storage.Scripts.{name}")
            ?? throw new InvalidOperationException($"There is no script {name} in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
