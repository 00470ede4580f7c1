namespace HealthScore.House.Tests.Imports;

/// <summary>The rules that stand above imports.txt: a line that breaks one of them cannot be added.</summary>
internal static class Walls
{
    private static readonly string[][] DomainOrder =
        [["Primitives"], ["Accounts"], ["Metrics"], ["Segments"], ["Journeys"], ["Scoring"], ["Playbooks", "Validation", "Reports", "MyDay"]];

    private static readonly string[] EndsOfTheLine = ["Ingest", "Playbooks", "Validation", "Reports"];

    private static readonly string[] MayReachEnds = ["Schedule", "Demo"];

    /// <summary>Why the import may not be, or null.</summary>
    public static string? Forbid(string from, string to)
    {
        var (project, folder) = Split(from);
        var (toProject, toFolder) = Split(to);
        return (project, toProject) switch
        {
            ("Domain", "Engine" or "Web") => "Domain knows neither Engine nor Web",
            ("Engine", "Web") => "Engine does not know Web",
            (_, "Domain" or "Engine") when toFolder is null => $"no type stands directly in HealthScore.{toProject}",
            ("Domain", _) when Rank(folder) < 0 || Rank(toFolder) < 0 => "the folder has no place in the order of Domain",
            ("Domain", _) when Rank(toFolder) >= Rank(folder) => "Domain reads from left to right: " + string.Join(" <- ", DomainOrder.Select(step => string.Join(", ", step))),
            ("Engine", "Engine") when folder == "Storage" => "Storage uses no feature",
            ("Engine", "Engine") when EndsOfTheLine.Contains(toFolder) && !MayReachEnds.Contains(folder) => $"only {string.Join(", ", MayReachEnds)} and Web reach {toFolder}",
            _ => null,
        };
    }

    /// <summary>A circle among the imports, written out, or null.</summary>
    public static string? Circle(IEnumerable<Import> imports)
    {
        var next = imports.Select(import => (import.From, import.To)).Distinct().ToLookup(pair => pair.From, pair => pair.To);
        var done = new HashSet<string>();
        return next.Select(pair => Search(pair.Key, [])).FirstOrDefault(circle => circle is not null);

        string? Search(string group, List<string> path)
        {
            if (path.Contains(group)) return string.Join(" -> ", path.SkipWhile(step => step != group).Append(group));
            if (done.Contains(group)) return null;
            var circle = next[group].Select(to => Search(to, [.. path, group])).FirstOrDefault(found => found is not null);
            done.Add(group);
            return circle;
        }
    }

    private static (string Project, string? Folder) Split(string group)
    {
        var parts = group.Split('.');
        return (parts[0], parts.Length > 1 ? parts[1] : null);
    }

    private static int Rank(string? folder) => Array.FindIndex(DomainOrder, step => step.Contains(folder));
}
