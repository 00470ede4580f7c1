using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;

namespace HealthScore.Web.Segments;

/// <summary>A condition in somebody's hands, with what is wrong with it; or the choice to have none.</summary>
public class ConditionEdit
{
    private static readonly AccountField[] s_fields = [AccountField.Arr, AccountField.Owner, AccountField.Start, AccountField.Renewal, AccountField.Churned, AccountField.Name, AccountField.ExternalId];

    private ConditionCatalogue _catalogue;
    private string? _begun;

    /// <param name="saved">As it is stored; null: there is none.</param>
    /// <param name="catalogue">What it may ask for.</param>
    public ConditionEdit(Condition? saved, ConditionCatalogue catalogue)
    {
        (_catalogue, IsByHand) = (catalogue, saved is null);
        Words = new(catalogue, CultureInfo.CurrentCulture);
        Root = ConditionNode.RootOf(saved ?? Condition.Everybody);
        Begin();
    }

    /// <summary>All but the ranks among peers, which follow from segments.</summary>
    public static IReadOnlyList<Aggregation> Aggregations { get; } = [.. Enum.GetValues<Aggregation>().Where(a => a != Aggregation.Percentile)];

    public ConditionCatalogue Catalogue
    {
        get => _catalogue;
        set
        {
            (_catalogue, Words) = (value, new(value, CultureInfo.CurrentCulture));
            Look();
        }
    }

    /// <summary>The stage is for journeys alone.</summary>
    public IReadOnlyList<AccountField> Fields => Catalogue.IsOfJourney ? [AccountField.Stage, .. s_fields] : s_fields;

    /// <summary>What depends on the stage is for journeys alone.</summary>
    public IReadOnlyList<DerivedMeasure> Derived => [.. Enum.GetValues<DerivedMeasure>().Where(d => Catalogue.IsOfJourney || d is not (DerivedMeasure.MilestoneDelay or DerivedMeasure.DaysInStage))];

    public ConditionWords Words { get; private set; }

    /// <summary>True: there is no condition, and imports and people decide.</summary>
    public bool IsByHand { get; set; }

    public GroupNode Root { get; }

    /// <summary>As it would be saved.</summary>
    public Condition? Value { get; private set; }

    public IReadOnlyList<Error> Problems { get; private set; } = [];

    /// <summary>True once somebody changed it by hand, also when it says what it said again.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>True when nothing typed is half done.</summary>
    public bool IsSound { get; private set; }

    /// <summary>True when something would be lost.</summary>
    public virtual bool IsChanged => Json(Value) != _begun;

    /// <summary>Raised after each change of the condition.</summary>
    public event Action? Changed;

    public static QuestionNode NewQuestion() => new(new(new FieldSubject(AccountField.Arr), new NumberTest(Comparison.AtLeast, 0))) { Text = "", IsNew = true };

    public AttributeKind? KindOf(Subject subject) => Catalogue.KindOf(subject);

    /// <summary>False for what has gone since the question was written.</summary>
    public bool Knows(Subject subject) => subject switch
    {
        ListSubject list => Catalogue.Lists.Contains(list.List),
        MilestoneSubject milestone => Catalogue.Milestones.Contains(milestone.Milestone),
        _ => KindOf(subject) is not null,
    };

    /// <summary>What is wrong with a question or a group itself.</summary>
    public string? ProblemOf(ConditionNode node) => node is QuestionNode question
        ? question.IsNew ? null : question.Mistake ?? Problems.FirstOrDefault(p => p.Field == node.Path || p.Field?.StartsWith(node.Path + ".", StringComparison.Ordinal) == true)?.Message
        : Problems.FirstOrDefault(p => p.Code == "empty_group" && p.Field?.StartsWith(node.Path, StringComparison.Ordinal) == true && !p.Field[node.Path.Length..].Contains('[', StringComparison.Ordinal))?.Message;

    /// <summary>Goes on asking for the same stages and milestones under other names.</summary>
    public void Rename(Func<string, string> stage, Func<string, string> milestone)
    {
        foreach (var question in Questions(Root)) question.Rename(stage, milestone);
        Look();
    }

    /// <summary>From now on also what nobody has begun is told to be lacking.</summary>
    public void Check()
    {
        foreach (var question in Questions(Root)) question.IsNew = false;
    }

    public void Touch()
    {
        IsTouched = true;
        Look();
        Changed?.Invoke();
    }

    /// <summary>What it says now is what there was before anybody touched it.</summary>
    protected void Begin()
    {
        Look();
        _begun = Json(Value);
    }

    private void Look()
    {
        var condition = Root.ToCondition("");
        Value = IsByHand ? null : condition;
        Problems = IsByHand ? [] : ConditionCheck.Of(condition, Catalogue);
        IsSound = IsByHand || (Problems.Count == 0 && !HasMistake(Root));
    }

    private static IEnumerable<QuestionNode> Questions(ConditionNode node) => node is QuestionNode question ? [question] : ((GroupNode)node).Parts.SelectMany(Questions);

    private static bool HasMistake(ConditionNode node) => node is QuestionNode { Mistake: not null } || (node is GroupNode group && group.Parts.Exists(HasMistake));

    private static string? Json(Condition? condition) => condition is null ? null : ConditionJson.Write(condition);
}
