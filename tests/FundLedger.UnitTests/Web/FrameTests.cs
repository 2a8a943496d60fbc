using System.Text.RegularExpressions;
using FundLedger.Web;
using FundLedger.Web.Components;
using FundLedger.Web.SignIn;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed partial class FrameTests
{
    [Fact]
    public void Every_line_of_the_menu_has_its_drawing() =>
        Assert.DoesNotContain(Menu.Items, item => !Icons.Names.Contains(item.Icon));

    [Fact]
    public void Every_status_has_its_drawing() =>
        Assert.DoesNotContain(Statuses.Words, word => !Icons.Names.Contains(Statuses.LookOf(word).Icon));

    [Theory]
    [InlineData("draft", "grey")]
    [InlineData("requested", "amber")]
    [InlineData("approved", "green")]
    [InlineData("rejected", "red")]
    [InlineData("paid", "blue")]
    public void Status_colours_are_fixed_once(string word, string colour) => Assert.Equal(colour, Statuses.LookOf(word).Colour);

    [Fact]
    public void Every_role_has_a_name_and_a_duty()
    {
        var described = Enum.GetValues<Role>().Select(role => (Roles.LabelOf(role), Roles.DutyOf(role))).Distinct();
        Assert.Equal(Enum.GetValues<Role>().Length, described.Count());
    }

    [Fact]
    public void No_page_carries_script_or_style_that_the_content_policy_forbids() => Assert.DoesNotContain(
        WebSources.All().Where(source => source.Path.EndsWith(".cshtml", StringComparison.Ordinal)),
        source => Inline().IsMatch(source.Text));

    [Fact]
    public void An_account_is_not_tried_more_than_ten_times_in_a_while()
    {
        using var limits = new SignInLimits();
        var allowed = Enumerable.Range(0, 12).Count(n => limits.MayTry($"10.0.0.{n}", "KE-TOAN"));
        Assert.Equal(10, allowed);
    }

    [Fact]
    public void An_address_does_not_try_more_than_sixty_accounts_in_a_while()
    {
        using var limits = new SignInLimits();
        Assert.Equal(60, Enumerable.Range(0, 70).Count(n => limits.MayTry("10.0.0.1", $"USER-{n}")));
    }

    [GeneratedRegex("""\s(style|on[a-z]+)\s*=\s*["']|<script(?![^>]*\ssrc=)|<style""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
