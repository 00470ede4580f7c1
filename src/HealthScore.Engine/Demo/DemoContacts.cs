using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>The people at an account: a champion, who may have left, and those around.</summary>
internal static class DemoContacts
{
    private static readonly string[] Personas = ["Head of Operations", "Analyst", "Team lead", "Finance manager", "IT administrator", "Executive sponsor", "Project manager", "Field coordinator"];

    public static List<Contact> Of(DemoLife life, List<RiskEvent> events, List<Touch> touches)
    {
        var random = life.Random(Purpose.Contacts);
        var count = life.Profile.Segment.Id is 1 or 5 ? random.Between(4, 7) : random.Between(1, 4);
        var start = random.Between(0, 9000);
        var championLeft = events.Exists(e => e.Type == "champion_left" && e.Closed is null);
        var replaced = events.Exists(e => e.Type == "champion_left" && e.Closed is not null);
        var contacts = new List<Contact>();
        for (var place = 0; place < count; place++)
        {
            var (name, email) = DemoPeople.Contact(start, place, life.Profile.Name);
            // Each touch was with one of them, the champion before all others.
            var spoken = touches.FindLast(t => place == 0 ? t.Id % 2 == 0 : t.Id % count == place);
            contacts.Add(new Contact
            {
                AccountId = life.Profile.Number,
                ExternalId = email,
                Name = name,
                Email = email,
                Persona = Personas[(place + start) % Personas.Length],
                IsChampion = !championLeft && place == (replaced && count > 1 ? 1 : 0),
                LastContact = spoken?.Day,
            });
        }
        return contacts;
    }
}
