using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Referrals.Console.SignIn;
using Referrals.Testing;

namespace Referrals.Console.Tests.Rules;

public sealed class LateFormsTests
{
    private const string Who = "team/nbi-ahtrad";
    private const string Where = "/hand-offs/h-1?handler=Decline";
    private readonly ManualTime time = new();
    private readonly LateForms forms;

    public LateFormsTests() => forms = new LateForms(
        new EphemeralDataProtectionProvider(), Options.Create(new AntiforgeryOptions { FormFieldName = "token" }), Options.Create(new ConsoleOptions()), time);

    [Fact]
    public void A_form_opens_whole_for_whoever_sent_it_but_for_the_token_of_the_session_that_ended()
    {
        var text = string.Concat(Enumerable.Repeat("[withheld] ü\r\n", 10_000));

        var opened = forms.Open(Who, Where, forms.Seal(Who, Where, Form(("text", text), ("none", ""), ("token", "t"), ("ticks", new StringValues(["a", "b"])))));

        Assert.Equal(text, opened!["text"]);
        Assert.Equal("", opened["none"]);
        Assert.Equal(new StringValues(["a", "b"]), opened["ticks"]);
        Assert.False(opened.ContainsKey("token"));
    }

    [Theory]
    [InlineData("team/nbi", Where)]
    [InlineData("officer/okoro", Where)]
    [InlineData(Who, "/hand-offs/h-1?handler=Add")]
    [InlineData(Who, "/hand-offs/h-2?handler=Decline")]
    public void A_form_opens_to_nobody_else_and_nowhere_else(string who, string where) =>
        Assert.Null(forms.Open(who, where, forms.Seal(Who, Where, Form(("text", "[withheld]")))));

    [Fact]
    public void A_form_opens_for_as_long_as_a_session_can_last_and_no_longer()
    {
        var late = forms.Seal(Who, Where, Form(("text", "[withheld]")));
        time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        var before = forms.Open(Who, Where, late);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(before);
        Assert.Null(forms.Open(Who, Where, late));
    }

    [Theory, InlineData(""), InlineData("x"), InlineData("[withheld]")]
    public void What_the_console_did_not_seal_is_no_form(string text) => Assert.Null(forms.Open(Who, Where, text));

    private static FormCollection Form(params (string Name, StringValues Value)[] fields) => new(fields.ToDictionary(field => field.Name, field => field.Value));
}
