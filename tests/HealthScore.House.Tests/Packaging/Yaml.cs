namespace HealthScore.House.Tests.Packaging;

/// <summary>Reads the part of YAML that a compose file uses: nested keys, lists, plain and quoted values, whole-line comments.</summary>
internal static class Yaml
{
    /// <summary>Values by their path, `services/app/ports/0` for the first item of a list. A key without a value of its own has an empty one.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>();
        var open = new Stack<(int Indent, string Path)>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content == "" || content.StartsWith('#')) continue;
            if (line.Contains('\t')) throw new FormatException($"Line {number} holds a tab.");
            var indent = line.Length - line.TrimStart().Length;
            if (indent % 2 != 0) throw new FormatException($"Line {number} is indented by {indent}.");
            while (open.TryPeek(out var outer) && outer.Indent >= indent) open.Pop();
            var parent = open.TryPeek(out var top) ? top.Path + "/" : "";
            if (content.StartsWith("- ", StringComparison.Ordinal))
            {
                Add($"{parent}{values.Keys.Count(key => key.StartsWith(parent, StringComparison.Ordinal) && !key[parent.Length..].Contains('/'))}", content[2..]);
                continue;
            }
            var colon = content.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || (colon + 1 < content.Length && content[colon + 1] != ' ')) throw new FormatException($"Line {number} is neither a key nor an item: {content}");
            Add(parent + content[..colon], content[(colon + 1)..]);
            open.Push((indent, parent + content[..colon]));
        }
        return values;

        void Add(string path, string value)
        {
            if (!values.TryAdd(path, value.Trim().Trim('"'))) throw new FormatException($"Line {number} says {path} a second time.");
        }
    }

    /// <summary>The names directly below a path.</summary>
    public static IEnumerable<string> Names(this IReadOnlyDictionary<string, string> values, string path) =>
        values.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).Select(key => key[(path.Length + 1)..].Split('/')[0]).Distinct();

    public static IEnumerable<string> Items(this IReadOnlyDictionary<string, string> values, string path) =>
        values.Names(path).Select(name => values[$"{path}/{name}"]);
}
