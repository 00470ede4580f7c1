using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ModelChooserTests
{
    private static readonly DateOnly s_day = new(2024, 3, 10);
    private int _ids;

    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(1, 2, 3)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 1)]
    [InlineData(null, null, 1)]
    [InlineData(null, 1, 2)]
    public void Choose_AmongScopes_TakesTheMostSpecific(int? segment, int? stage, int expected) =>
        new ModelChooser([Model(null, null, 0), Model(null, 1, 0), Model(1, null, 0), Model(1, 1, 0)])
            .Choose(ScoreKind.Health, segment, stage, s_day)!.Id.Should().Be(expected);

    [Theory]
    [InlineData(-9, null)]
    [InlineData(-5, 1)]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    public void Choose_AmongVersions_TakesTheOnePublishedLast_OnOneDayTheHigherNumber(int day, int? expected) =>
        new ModelChooser([Model(null, null, -5, 0, 0, 1)]).Choose(ScoreKind.Health, null, null, s_day.AddDays(day))?.Id.Should().Be(expected);

    [Fact]
    public void Choose_BetweenSegmentAndStage_TakesTheSegment() =>
        new ModelChooser([Model(null, 1, 0), Model(1, null, 0)]).Choose(ScoreKind.Health, 1, 1, s_day)!.Id.Should().Be(2);

    [Fact]
    public void Choose_WhenTheSpecificOneIsNotPublishedYet_TakesTheGeneral() =>
        new ModelChooser([Model(1, null, 1), Model(null, null, 0)]).Choose(ScoreKind.Health, 1, null, s_day)!.Id.Should().Be(2);

    [Fact]
    public void Choose_OfAnEndedModel_FallsThroughFromItsDayOn_UntilItIsPublishedAnew()
    {
        var ended = Model(1, null, -5);
        ended.Versions.Add(new() { Id = ++_ids, Number = 2, Published = s_day, PublishedBy = "", Reason = "", Ends = true, Definition = ended.Versions[0].Definition });
        var general = Model(null, null, -9);
        var chooser = new ModelChooser([ended, general]);
        Chosen(chooser, -1).Should().Be(ended.Versions[0].Id);
        Chosen(chooser, 0).Should().Be(general.Versions[0].Id);
        chooser.InForce(s_day, s_day).Select(v => v.Id).Should().Equal(general.Versions[0].Id);
        chooser.InForce(s_day.AddDays(-1), s_day).Should().HaveCount(2);
        chooser.IsFor(ScoreKind.Health, (null, null), 1, null, s_day).Should().BeTrue();

        ended.Versions.Add(new() { Id = ++_ids, Number = 3, Published = s_day, PublishedBy = "", Reason = "", Definition = ended.Versions[0].Definition });
        Chosen(new([ended, general]), 0).Should().Be(ended.Versions[2].Id);
        Chosen(new([ended]), -9).Should().BeNull();

        static int? Chosen(ModelChooser chooser, int day) => chooser.Choose(ScoreKind.Health, 1, null, s_day.AddDays(day))?.Id;
    }

    [Fact]
    public void Choose_OfAKindWithoutModel_IsNone() =>
        new ModelChooser([Model(null, null, 0)]).Choose(ScoreKind.Risk, null, null, s_day).Should().BeNull();

    // Whoever a model is for today is whom it would score once it is published.
    [Theory]
    [InlineData(null, null)]
    [InlineData(null, 1)]
    [InlineData(1, null)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void IsFor_AScope_IsWhatChooseWouldSayOfItsNextVersion(int? segment, int? stage)
    {
        ScoringModel[] published = [Model(null, null, 0), Model(1, null, 0), Model(2, 2, 1)];
        var chooser = new ModelChooser(published);
        var draft = Model(segment, stage, 0);
        var after = new ModelChooser([.. published.Where(m => (m.SegmentId, m.StageId) != (segment, stage)), draft]);

        foreach (var accountSegment in new int?[] { null, 1, 2, 3 })
            foreach (var accountStage in new int?[] { null, 1, 2, 3 })
                chooser.IsFor(ScoreKind.Health, (segment, stage), accountSegment, accountStage, s_day)
                    .Should().Be(after.Choose(ScoreKind.Health, accountSegment, accountStage, s_day)?.Id == draft.Versions[0].Id, $"{accountSegment}, {accountStage}");
    }

    private ScoringModel Model(int? segment, int? stage, params int[] published)
    {
        var model = new ScoringModel(ScoreKind.Health, segment, stage, "");
        foreach (var day in published)
            model.Versions.Add(new() { Id = ++_ids, Number = model.Versions.Count + 1, Published = s_day.AddDays(day), PublishedBy = "", Reason = "", Definition = Given.Model(Given.Measure("a")) });
        return model;
    }
}
