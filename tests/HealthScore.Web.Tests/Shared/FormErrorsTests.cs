using HealthScore.Domain.Primitives;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components.Forms;

namespace HealthScore.Web.Tests.Shared;

public sealed class FormErrorsTests
{
    [Fact]
    public void Show_Again_SaysOnlyWhatIsWrongNow()
    {
        var form = new EditContext(new Input());
        Error name = new("needed", "Give it a name.", nameof(Input.Name)), whole = new("outage", "Try again.");
        form.Show([name, whole]).Should().Equal(whole);
        form.Show([name]).Should().BeEmpty();
        form.GetValidationMessages().Should().Equal("Give it a name.");
        form.Show([]).Should().BeEmpty();
        form.GetValidationMessages().Should().BeEmpty();
        form.IsValid(form.Field(nameof(Input.Name))).Should().BeTrue();
    }

    private sealed class Input
    {
        public string? Name { get; set; }
    }
}
