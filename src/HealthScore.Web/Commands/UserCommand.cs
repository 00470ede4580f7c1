using System.CommandLine;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;

namespace HealthScore.Web.Commands;

internal static class UserCommand
{
    public static Command Create()
    {
        var mail = new Argument<string>("mail") { Description = "The mail address the user signs in with." };
        var name = new Option<string>("--name") { Description = "The name as shown.", Required = true };
        var role = new Option<Role>("--role") { Description = "Csm, CsOps, Leadership or Admin.", DefaultValueFactory = _ => Role.Csm };
        var own = new Option<bool>("--only-own") { Description = "Lets the user see only the accounts they own." };
        var add = new Command("add", "Add a user. The password is read from the first line of standard input; without one, a random one is made and printed once.") { mail, name, role, own, SettingsArgument.All };
        add.SetAction(async (parsed, ct) =>
        {
            await using var host = await EngineHost.OpenAsync(parsed, ct);
            var given = Console.IsInputRedirected ? await Console.In.ReadLineAsync(ct) : null;
            var password = string.IsNullOrEmpty(given) ? RandomPassword.New() : given;
            var user = new NewUser(parsed.GetRequiredValue(mail), parsed.GetRequiredValue(name), parsed.GetValue(role), password, parsed.GetValue(own));
            UserFaultException.Unless(await host.Get<AddUser>().RunAsync(Actor.System, user, ct));
            Console.WriteLine(string.IsNullOrEmpty(given) ? $"Added {user.Email} as {user.Role.Name()}, password {password}" : $"Added {user.Email} as {user.Role.Name()}.");
            return 0;
        });
        return new Command("user", "Keep users.") { add };
    }
}
