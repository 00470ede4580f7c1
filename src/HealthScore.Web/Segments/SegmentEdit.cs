using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Segments;

namespace HealthScore.Web.Segments;

/// <summary>A segment in somebody's hands, with what is wrong with it.</summary>
public sealed class SegmentEdit : ConditionEdit
{
    private readonly Segment _saved;

    public SegmentEdit(SegmentView view)
        : base(view.Segment.Condition, view.Catalogue)
    {
        _saved = view.Segment;
        (Name, Description, JourneyId, Journeys) = (_saved.Name, _saved.Description, _saved.JourneyId, view.Journeys);
        if (_saved.Id != 0) return;
        Root.Parts.Add(NewQuestion());
        Begin();
    }

    public string Name { get; set; }

    public string Description { get; set; }

    /// <summary>The journey that its accounts follow; null: the first one.</summary>
    public int? JourneyId { get; set; }

    /// <summary>The journeys to choose from, the first one first.</summary>
    public IReadOnlyList<JourneyName> Journeys { get; }

    /// <summary>What Engine refused at a field of its own.</summary>
    public IReadOnlyList<Error> Refusals { get; set; } = [];

    public override bool IsChanged => Name != _saved.Name || Description != _saved.Description || JourneyId != _saved.JourneyId || base.IsChanged;

    public string? RefusalAt(string field) => Refusals.FirstOrDefault(r => r.Field == field)?.Message;

    /// <summary>The segment as it would be, to be tried.</summary>
    public Segment ToSegment() => new() { Id = _saved.Id, Name = Name, Position = _saved.Position, Condition = Value, JourneyId = JourneyId };

    public SegmentInput ToInput() => new(_saved.Id, _saved.Revision, Name, Description, Value, JourneyId);
}
