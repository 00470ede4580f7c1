using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Segments;

namespace HealthScore.Web.Segments;

/// <summary>A segment in somebody's hands, with what is wrong with it.</summary>
public sealed class SegmentEdit
{
    private readonly Segment _saved;

    public SegmentEdit(SegmentView view)
    {
        (_saved, Catalogue, Words) = (view.Segment, view.Catalogue, new(view.Catalogue, CultureInfo.CurrentCulture));
        (Name, Description, IsByHand) = (_saved.Name, _saved.Description, _saved.Condition is null);
        Root = ConditionNode.RootOf(_saved.Condition ?? Domain.Segments.Condition.Everybody);
        if (_saved.Id == 0) Root.Parts.Add(NewQuestion());
        Look();
    }

    public static IReadOnlyList<AccountField> Fields { get; } =
        [AccountField.Arr, AccountField.Owner, AccountField.Start, AccountField.Renewal, AccountField.Churned, AccountField.Name, AccountField.ExternalId];

    /// <summary>All but the ranks among peers, which follow from segments.</summary>
    public static IReadOnlyList<Aggregation> Aggregations { get; } = [.. Enum.GetValues<Aggregation>().Where(a => a != Aggregation.Percentile)];

    /// <summary>All but those that depend on the stage.</summary>
    public static IReadOnlyList<DerivedMeasure> Derived { get; } = [.. Enum.GetValues<DerivedMeasure>().Where(d => d is not (DerivedMeasure.MilestoneDelay or DerivedMeasure.DaysInStage))];

    public ConditionCatalogue Catalogue { get; }

    public ConditionWords Words { get; }

    public string Name { get; set; }

    public string Description { get; set; }

    /// <summary>True: it has no condition, and imports and people fill it.</summary>
    public bool IsByHand { get; set; }

    public GroupNode Root { get; }

    /// <summary>As it would be saved.</summary>
    public Condition? Condition { get; private set; }

    public IReadOnlyList<Error> Problems { get; private set; } = [];

    /// <summary>What Engine refused at a field of its own.</summary>
    public IReadOnlyList<Error> Refusals { get; set; } = [];

    /// <summary>True when nothing typed is half done.</summary>
    public bool IsSound { get; private set; }

    public bool IsChanged => Name != _saved.Name || Description != _saved.Description || Json(Condition) != Json(_saved.Condition is null ? null : ConditionNode.RootOf(_saved.Condition).ToCondition(""));

    /// <summary>Raised after each change of the condition.</summary>
    public event Action? Changed;

    public static QuestionNode NewQuestion() => new(new(new FieldSubject(AccountField.Arr), new NumberTest(Comparison.AtLeast, 0))) { Text = "", IsNew = true };

    public AttributeKind? KindOf(Subject subject) => Catalogue.KindOf(subject);

    public string? RefusalAt(string field) => Refusals.FirstOrDefault(r => r.Field == field)?.Message;

    /// <summary>What is wrong with a question or a group itself.</summary>
    public string? ProblemOf(ConditionNode node) => node is QuestionNode question
        ? question.IsNew ? null : question.Mistake ?? Problems.FirstOrDefault(p => p.Field == node.Path || p.Field?.StartsWith(node.Path + ".", StringComparison.Ordinal) == true)?.Message
        : Problems.FirstOrDefault(p => p.Code == "empty_group" && p.Field?.StartsWith(node.Path, StringComparison.Ordinal) == true && !p.Field[node.Path.Length..].Contains('[', StringComparison.Ordinal))?.Message;

    public void Touch()
    {
        Look();
        Changed?.Invoke();
    }

    /// <summary>The segment as it would be, to be tried.</summary>
    public Segment ToSegment() => new() { Id = _saved.Id, Name = Name, Position = _saved.Position, Condition = Condition };

    public SegmentInput ToInput() => new(_saved.Id, _saved.Revision, Name, Description, Condition);

    private void Look()
    {
        var condition = Root.ToCondition("");
        Condition = IsByHand ? null : condition;
        Problems = IsByHand ? [] : ConditionCheck.Of(condition, Catalogue);
        IsSound = IsByHand || (Problems.Count == 0 && !HasMistake(Root));
    }

    private static bool HasMistake(ConditionNode node) => node is QuestionNode { Mistake: not null } || (node is GroupNode group && group.Parts.Exists(HasMistake));

    private static string? Json(Condition? condition) => condition is null ? null : ConditionJson.Write(condition);
}
