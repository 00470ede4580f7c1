using HealthScore.Domain.Journeys;

namespace HealthScore.Engine.Storage;

/// <summary>The stages journey by journey, as every choice shows them.</summary>
internal static class StageOrder
{
    public static IQueryable<Stage> StagesInOrder(this HealthScoreDb db) =>
        from stage in db.Stages
        join journey in db.Journeys on stage.JourneyId equals journey.Id
        orderby journey.Position, journey.Id, stage.Position, stage.Id
        select stage;
}
