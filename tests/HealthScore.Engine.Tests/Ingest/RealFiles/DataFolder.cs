namespace HealthScore.Engine.Tests.Ingest.RealFiles;

/// <summary>Where the public data sets lie, and the mapping files that read them.</summary>
internal static class DataFolder
{
    private const string Variable = "HEALTHSCORE_DATA";

    public static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : System.IO.Path.GetFullPath(System.IO.Path.Combine(Root(), "..", "shared", "data"));

    public static string? WhyAbsent(string set) => Directory.Exists(System.IO.Path.Combine(Path, set)) ? null
        : $"There is no data set {set} in {Path}; set {Variable} to the folder that has it.";

    public static string Mapping(string set, string name) => File.ReadAllText(System.IO.Path.Combine(Root(), "docs", "examples", set, name + ".json"));

    public static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "HealthScore.sln"))) root = System.IO.Path.GetDirectoryName(root);
        return root ?? ".";
    }
}

/// <summary>A test over a data set; skipped, with the reason, where it is absent.</summary>
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string set) => Skip = DataFolder.WhyAbsent(set);
}
