using System.CommandLine;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

/// <summary>The options that every verb has.</summary>
internal sealed class BenchOptions
{
    private readonly Option<int> _accounts = new("--accounts") { Description = "How many accounts the company has.", DefaultValueFactory = _ => 10_000 };
    private readonly Option<int> _repeats;
    private readonly Option<int>? _months;
    private readonly Option<FileInfo?> _json = new("--json") { Description = "Also write the figures into this file." };
    private readonly Option<DirectoryInfo?> _data = new("--data") { Description = "Keep the loaded workload in this folder and use it again. Default: a temporary folder." };
    private readonly Option<bool> _keep = new("--keep") { Description = "Leave the folder and the database that was measured on." };

    /// <param name="repeats">How often each thing is measured unless asked otherwise.</param>
    /// <param name="mostRepeats">How often at most.</param>
    /// <param name="months">Months of readings of the workload unless asked otherwise; null: it is not the workload that is measured.</param>
    public BenchOptions(int repeats, int mostRepeats, int? months = null)
    {
        _repeats = new("--repeats") { Description = $"How often each thing is measured (1 to {mostRepeats}).", DefaultValueFactory = _ => repeats };
        _accounts.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 100) r.AddError("--accounts is at least 100."); });
        _repeats.Validators.Add(r => { if (r.GetValueOrDefault<int>() is var n && (n < 1 || n > mostRepeats)) r.AddError($"--repeats is a number from 1 to {mostRepeats}."); });
        if (months is not { } usual) return;
        _months = new("--months") { Description = "Months of readings.", DefaultValueFactory = _ => usual };
        _months.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 3 or > 36) r.AddError("--months is a number from 3 to 36."); });
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_accounts, _repeats, _json, _data, _keep]) command.Add(option);
        if (_months is not null) command.Add(_months);
    }

    public BenchSettings Read(ParseResult parsed) => new(
        parsed.GetValue(_accounts), parsed.GetValue(_repeats), _months is null ? Workload.UsualMonths : parsed.GetValue(_months), parsed.GetValue(_json), parsed.GetValue(_data), parsed.GetValue(_keep));
}
