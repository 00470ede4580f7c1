using System.Text;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>What a new cluster's postgresql.conf says: one busy machine that the app shares with the server. Its owner may edit the file afterwards.</summary>
internal static class ServerSettings
{
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["max_connections"] = "100",
        ["shared_buffers"] = "256MB",
        ["work_mem"] = "16MB",
        ["maintenance_work_mem"] = "128MB",
        ["max_wal_size"] = "2GB",
        ["checkpoint_timeout"] = "15min",
        ["random_page_cost"] = "1.1",
        // Our statements are short or stream; compiling them costs more than it saves.
        ["jit"] = "off",
        // A file per weekday, each overwritten after a week, so that the log never fills the disk.
        ["logging_collector"] = "on",
        ["log_filename"] = "postgres-%a.log",
        ["log_rotation_age"] = "1d",
        ["log_truncate_on_rotation"] = "on",
        ["log_checkpoints"] = "off",
    };

    public static string Text(IReadOnlyDictionary<string, string> more)
    {
        var text = new StringBuilder("\n# Written by HealthScore when it made this cluster; yours to edit.\n");
        foreach (var (name, value) in Defaults.Where(s => !more.ContainsKey(s.Key)).Concat(more))
            text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        return text.ToString();
    }
}
