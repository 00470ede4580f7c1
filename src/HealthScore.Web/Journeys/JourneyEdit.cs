using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Journeys;
using HealthScore.Web.Segments;

namespace HealthScore.Web.Journeys;

/// <summary>A journey in somebody's hands, with what is wrong with it.</summary>
public sealed class JourneyEdit
{
    private readonly JourneyInput _saved;
    private readonly string _before;

    public JourneyEdit(JourneyView view)
    {
        (_saved, Catalogue) = (view.Input, JourneyCheck.Known(view.Input, view.Catalogue));
        (Name, Description, GoesBack) = (_saved.Name, _saved.Description, _saved.GoesBack);
        (Others, Stages) = (view.Catalogue, [.. _saved.Stages.Select(Of)]);
        Look();
        _before = Words();
    }

    public int Id => _saved.Id;

    public string Name { get; set; }

    public string Description { get; set; }

    public bool GoesBack { get; set; }

    public List<StageEdit> Stages { get; }

    /// <summary>What rules may ask for, the journey's own stages and milestones included.</summary>
    public ConditionCatalogue Catalogue { get; private set; }

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<Error> Problems { get; private set; } = [];

    /// <summary>What Engine refused.</summary>
    public IReadOnlyList<Error> Refusals { get; set; } = [];

    /// <summary>True once somebody has asked to save: nobody is told off for what they have not begun.</summary>
    public bool IsChecked { get; private set; }

    /// <summary>True when no rule is half written, so that it can be tried.</summary>
    public bool CanBeTried => Rules.All(r => r.IsSound) && Stages.Count > 0;

    public bool IsSound => CanBeTried && Problems.Count == 0;

    public bool IsChanged => Words() != _before;

    /// <summary>Raised after each change.</summary>
    public event Action? Changed;

    private ConditionCatalogue Others { get; }

    private IEnumerable<ConditionEdit> Rules => Stages.SelectMany(s => s.Milestones.Select(m => m.Rule).Prepend(s.Entry));

    public void AddStage() => Do(() => Stages.Add(Of(new StageInput(0, "", null, null, []))));

    public void AddMilestone(StageEdit stage) => Do(() => stage.Milestones.Add(Of(new MilestoneInput(0, "", true, 30, null))));

    public void Move(StageEdit stage, int by)
    {
        var from = Stages.IndexOf(stage);
        if (from + by < 0 || from + by >= Stages.Count) return;
        Stages.RemoveAt(from);
        Stages.Insert(from + by, stage);
        Touch();
    }

    /// <summary>Gives a stage another name; the journey's rules go on asking for it.</summary>
    public void Rename(StageEdit stage, string name) => Do(() =>
    {
        stage.Name = name;
        if (stage.FollowedAs(name.Trim(), Stages) is { } asked) foreach (var rule in Rules) rule.Rename(n => n == asked ? stage.Asked : n, n => n);
    });

    /// <summary>The same of a milestone.</summary>
    public void Rename(MilestoneEdit milestone, string name) => Do(() =>
    {
        milestone.Name = name;
        if (milestone.FollowedAs(name.Trim(), Stages.SelectMany(s => s.Milestones)) is { } asked) foreach (var rule in Rules) rule.Rename(n => n, n => n == asked ? milestone.Asked : n);
    });

    /// <summary>Somebody asks to save.</summary>
    public void Check()
    {
        IsChecked = true;
        foreach (var rule in Rules) rule.Check();
    }

    /// <summary>What is wrong with a rule as a whole, or was refused somewhere in it.</summary>
    public string? ProblemOfRule(string field) =>
        Refusals.FirstOrDefault(r => r.Field == field || r.Field?.StartsWith(field + ".", StringComparison.Ordinal) == true)?.Message ?? Problems.FirstOrDefault(p => p.Field == field)?.Message;

    /// <summary>Changes something and looks at what came of it.</summary>
    public void Do(Action change)
    {
        change();
        Touch();
    }

    /// <summary>What is wrong at a field; of what was left empty only once it was to be saved.</summary>
    public string? ProblemAt(string field, string text) =>
        Refusals.FirstOrDefault(r => r.Field == field)?.Message ?? (IsChecked || text.Length > 0 ? Problems.FirstOrDefault(p => p.Field == field)?.Message : null);

    /// <summary>The journey as it would be: its rules follow stages and milestones that were renamed.</summary>
    public JourneyInput ToInput() => JourneyNames.Follow(Written(), _saved);

    private JourneyInput Written() => new(_saved.Id, _saved.Revision, Name, Description, GoesBack, [.. Stages.Select(s => new StageInput(
        s.Id, s.Name, Days(s.ExpectedDays), s.Entry.Value,
        [.. s.Milestones.Select(m => new MilestoneInput(m.Id, m.Name, m.IsRequired, Days(m.DueDays) ?? Wrong, m.Rule.Value) { IsRuleNew = m.Rule.IsTouched })]) { IsEntryNew = s.Entry.IsTouched })]);

    // What is no number of days is out of every range.
    private const int Wrong = -1;

    private static int? Days(string text) => string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : Wrong;

    private void Touch()
    {
        Refusals = [];
        Look();
        Changed?.Invoke();
    }

    private void Look()
    {
        var input = ToInput();
        Catalogue = JourneyCheck.Known(input, Others);
        foreach (var rule in Rules) rule.Catalogue = Catalogue;
        Problems = JourneyCheck.Of(input, Others);
    }

    private StageEdit Of(StageInput stage) => new(stage, Watched(stage.Entry), stage.Milestones.Select(Of));

    private MilestoneEdit Of(MilestoneInput milestone) => new(milestone, Watched(milestone.Rule));

    private ConditionEdit Watched(Condition? rule)
    {
        var edit = new ConditionEdit(rule, Catalogue);
        edit.Changed += Touch;
        return edit;
    }

    // All that can be changed, to be compared.
    private string Words() => string.Join('\n',
        [Name, Description, GoesBack.ToString(), .. Stages.SelectMany(s => s.Milestones.Select(m => $"{m.Id} {m.Name} {m.IsRequired} {m.DueDays} {Json(m.Rule)}").Prepend($"{s.Id} {s.Name} {s.ExpectedDays} {Json(s.Entry)}"))]);

    private static string Json(ConditionEdit rule) => rule.Value is { } value ? ConditionJson.Write(value) : "";
}

/// <summary>Something that rules ask for by its name.</summary>
public abstract class NamedEdit(string name)
{
    public string Name { get; set; } = name;

    /// <summary>The name by which the page's rules ask for it: the last one that it had to itself.</summary>
    public string Asked { get; private set; } = name;

    /// <summary>Whether rules follow to a new name, which nothing else may have: then the name they asked by until now.</summary>
    public string? FollowedAs(string name, IEnumerable<NamedEdit> all)
    {
        if (name.Length == 0 || name == Asked || all.Any(other => other != this && (Same(other.Name, name) || Same(other.Asked, name) || Same(other.Asked, Asked)))) return null;
        var before = Asked;
        Asked = name;
        return before.Length == 0 ? null : before;
    }

    private static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A stage in somebody's hands.</summary>
public sealed class StageEdit(StageInput saved, ConditionEdit entry, IEnumerable<MilestoneEdit> milestones) : NamedEdit(saved.Name)
{
    public int Id { get; } = saved.Id;

    public string ExpectedDays { get; set; } = saved.ExpectedDays?.ToString(CultureInfo.InvariantCulture) ?? "";

    public ConditionEdit Entry { get; } = entry;

    public List<MilestoneEdit> Milestones { get; } = [.. milestones];
}

/// <summary>A milestone in somebody's hands.</summary>
public sealed class MilestoneEdit(MilestoneInput saved, ConditionEdit rule) : NamedEdit(saved.Name)
{
    public int Id { get; } = saved.Id;

    public bool IsRequired { get; set; } = saved.IsRequired;

    public string DueDays { get; set; } = saved.DueDays.ToString(CultureInfo.InvariantCulture);

    public ConditionEdit Rule { get; } = rule;
}
