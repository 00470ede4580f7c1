using HealthScore.Domain.Primitives;
using Microsoft.AspNetCore.Components.Forms;

namespace HealthScore.Web.Shared;

/// <summary>Puts what Engine refuses where the user can mend it.</summary>
public static class FormErrors
{
    private static readonly object s_shown = new();

    /// <summary>Shows each error at the model's property it names; returns those that name none, for the top of the form.</summary>
    public static IReadOnlyList<Error> Show(this EditContext form, IReadOnlyList<Error> errors)
    {
        // A form that stays open is shown again and again; what was said before is said no longer.
        var messages = form.Properties.TryGetValue(s_shown, out var shown) ? (ValidationMessageStore)shown : new(form);
        form.Properties[s_shown] = messages;
        messages.Clear();
        var atFields = errors.Where(e => e.Field is not null && form.Model.GetType().GetProperty(e.Field) is not null).ToArray();
        foreach (var error in atFields) messages.Add(form.Field(error.Field!), error.Message);
        form.NotifyValidationStateChanged();
        return [.. errors.Except(atFields)];
    }
}
