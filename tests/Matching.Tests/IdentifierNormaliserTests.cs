using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;

namespace Referrals.Matching.Tests;

public sealed class IdentifierNormaliserTests
{
    [Theory]
    [InlineData("ExampleChat", "a1-000042", "ExampleChat", "A1-000042")]
    [InlineData("ExampleChat", "a1-000042", "example chat", " a1-000042 ")]
    [InlineData("ExampleChat", "a1-000042", "Example-Chat", "@a1-000042")]
    [InlineData("ExampleChat", "a1-000042", "EXAMPLECHAT", "a1\u200b-000042")]
    [InlineData("ExampleChat", "a1-000042", "ExampleChat", "\uff41\uff11-000042")]
    public void An_account_is_the_same_in_other_writing(string service, string value, string otherService, string other) =>
        Assert.Equal(Account(service, value), Account(otherService, other));

    [Theory]
    [InlineData("ExampleChat", "a1-000042", "ExampleChat", "a1-000043")]
    [InlineData("ExampleChat", "a1-000042", "ExampleMail", "a1-000042")]
    [InlineData("ExampleChat", "a1-000042", "ExampleChat", "a1000042")]
    public void Another_account_or_service_is_another(string service, string value, string otherService, string other) =>
        Assert.NotEqual(Account(service, value), Account(otherService, other));

    [Theory]
    [InlineData("\u0430na_example", "ana_example")]
    [InlineData("\u0410NA_\u0415xample", "ana_example")]
    [InlineData("\u039dick.example", "nick.example")]
    [InlineData("\u0432\u043e\u0432_ivanov", "\u0432\u043e\u0432_ivanov")]
    [InlineData("\u0430\u043d\u0430", "\u0430\u043d\u0430")]
    [InlineData("\u0436ana", "\u0436ana")]
    public void A_Latin_account_with_letters_that_look_the_same_is_the_Latin_one_and_a_foreign_one_is_not(string value, string expected)
    {
        Assert.Equal($"examplechat:{expected}", Account("ExampleChat", value));
        Assert.Equal($"examplechat:{expected}", IdentifierNormaliser.Normalise(Of(IdentifierType.ScreenName, value, "ExampleChat"), [])?.Canonical);
    }

    [Theory]
    [InlineData("\u0430na@m\u0430il.example", "ana@mail.example")]
    [InlineData("an\u0430.\u0435xample@mail.example", "ana.example@mail.example")]
    [InlineData("\u0430\u043d\u0430@\u0441\u043e\u0440\u0430.example", "\u0430\u043d\u0430@\u0441\u043e\u0440\u0430.example")]
    public void An_address_with_letters_that_look_the_same_is_the_Latin_one(string value, string expected) => Assert.Equal(expected, Email(value));

    [Theory]
    [InlineData("Ana.Example@Mail.Example", "ana.example@mail.example")]
    [InlineData("  ana.example@mail.example\t", "ana.example@mail.example")]
    [InlineData("mailto:ana.example@mail.example", "ana.example@mail.example")]
    [InlineData("<ana.example@mail.example>", "ana.example@mail.example")]
    [InlineData("ana.example+tag@mail.example", "ana.example+tag@mail.example")]
    [InlineData("ana.example@mail.example.", "ana.example@mail.example")]
    [InlineData("ana.example", null)]
    [InlineData("ana@example@mail.example", null)]
    [InlineData("@mail.example", null)]
    [InlineData("ana@", null)]
    [InlineData("ana@localhost", null)]
    [InlineData("ana example@mail.example", null)]
    [InlineData("unknown@mail.example", null)]
    public void An_address_is_compared_in_lower_case_and_whole(string value, string? expected) => Assert.Equal(expected, Email(value));

    [Theory]
    [InlineData("+63 900 000 0042", "", "+639000000042")]
    [InlineData("+63-900-000-0042", "US", "+639000000042")]
    [InlineData("+63 (0) 900 000 0042", "", "+639000000042")]
    [InlineData("0063 900 000 0042", "", "+639000000042")]
    [InlineData("tel:+639000000042", "", "+639000000042")]
    [InlineData("0900 000 0042", "PH", "+639000000042")]
    [InlineData("0900 000 0042", "GB,PH", null)]
    [InlineData("0900 000 0042", "US,PH", "+639000000042")]
    [InlineData("900 000 0042", "PH", "+639000000042")]
    [InlineData("639000000042", "PH", "+639000000042")]
    [InlineData("0900 000 0042", "", null)]
    [InlineData("0900 000 0042", "XX", null)]
    [InlineData("020 7946 0042", "GB", "+442079460042")]
    [InlineData("+44 (0)20 7946 0042", "", "+442079460042")]
    [InlineData("(202) 555-0142", "US", "+12025550142")]
    [InlineData("1-202-555-0142", "US", "+12025550142")]
    [InlineData("+1 202 555 0142 ext. 7", "", "+12025550142")]
    [InlineData("+1 202 555 0142 x7", "", "+12025550142")]
    [InlineData("+63 900", "", null)]
    [InlineData("+6390000000420000000", "", null)]
    [InlineData("call me", "PH", null)]
    [InlineData("000 000 0000", "PH", null)]
    [InlineData("+63 000 000 0000", "", null)]
    [InlineData("123456789", "PH", null)]
    [InlineData("", "PH", null)]
    public void A_telephone_number_is_compared_in_international_form(string value, string countries, string? expected) =>
        Assert.Equal(expected, Phone(value, countries));

    [Theory]
    [InlineData("https://www.Chat.Example/ana_example/", "chat.example/ana_example")]
    [InlineData("http://chat.example:80/ana_example#about", "chat.example/ana_example")]
    [InlineData("chat.example/ana_example", "chat.example/ana_example")]
    [InlineData("https://chat.example:8443/ana_example", "chat.example:8443/ana_example")]
    [InlineData("https://chat.example/profile?id=42", "chat.example/profile?id=42")]
    [InlineData("https://\u05e9\u05dc\u05d5\u05dd1.Example/x", "\u05e9\u05dc\u05d5\u05dd1.example/x")]
    [InlineData("https://\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57.example/x", "\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57.example/x")]
    [InlineData("https://\u05e9\u05dc\u05d5\u05dd1/x", null)]
    [InlineData("https://chat.example/", null)]
    [InlineData("https://chat.example/unknown", null)]
    [InlineData("ftp://chat.example/ana_example", null)]
    [InlineData("ana_example", null)]
    [InlineData("https://", null)]
    [InlineData("http://chat.example:443/ana_example", "chat.example/ana_example")]
    [InlineData("www.www.chat.example/ana_example", "chat.example/ana_example")]
    [InlineData("chat.example/go?to=https://mail.example", "chat.example/go?to=https://mail.example")]
    public void A_profile_is_compared_without_what_does_not_tell_it_apart(string value, string? expected) =>
        Assert.Equal(expected, IdentifierNormaliser.Normalise(Of(IdentifierType.ProfileUrl, value), [])?.Canonical);

    [Theory]
    [InlineData("unknown")]
    [InlineData("UNKNOWN ")]
    [InlineData("n/a")]
    [InlineData("N.A.")]
    [InlineData("Not provided")]
    [InlineData("-")]
    [InlineData("???")]
    [InlineData("0")]
    [InlineData("000000")]
    [InlineData("xxxx")]
    [InlineData("[withheld]")]
    public void A_placeholder_names_nothing(string value)
    {
        if (value != "0")
            Assert.Null(Account("ExampleChat", value));
        Assert.Null(Email(value));
        Assert.Null(Phone(value, "PH"));
    }

    [Theory]
    [InlineData(IdentifierType.Ip, "203.0.113.7", "203.0.113.7")]
    [InlineData(IdentifierType.Ip, "::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData(IdentifierType.Ip, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData(IdentifierType.Ip, "192.168.1.7", null)]
    [InlineData(IdentifierType.Ip, "7", null)]
    [InlineData(IdentifierType.DeviceId, "35-209900-176148-1", ":352099001761481")]
    [InlineData(IdentifierType.DisplayName, "\u0410na Ex\u00e1mple", "ana example")]
    [InlineData(IdentifierType.Url, "https://chat.example/p?utm_source=x&id=42", "chat.example/p?id=42")]
    [InlineData(IdentifierType.Url, "https://chat.example/?utm_source=x", null)]
    [InlineData(IdentifierType.Email, "mailto:<ana@mail.example>", "ana@mail.example")]
    [InlineData(IdentifierType.ScreenName, "@ @ana_example", "examplechat:ana_example")]
    [InlineData(IdentifierType.PriorReportId, "EX-2026-000123", "examplechat:ex2026000123")]
    [InlineData(IdentifierType.Document, "000000000", null)]
    [InlineData(IdentifierType.PaymentHandle, "n/a", null)]
    public void Other_identifiers_are_compared_by_what_tells_them_apart(IdentifierType type, string value, string? expected) =>
        Assert.Equal(expected, IdentifierNormaliser.Normalise(Of(type, value, "ExampleChat"), ["PH"])?.Canonical);

    [Theory]
    [InlineData(IdentifierType.Account, "unknown", IdentifierReading.Placeholder)]
    [InlineData(IdentifierType.Email, "   ", IdentifierReading.Placeholder)]
    [InlineData(IdentifierType.Email, "ana", IdentifierReading.Malformed)]
    [InlineData(IdentifierType.Ip, "10.0.0.1", IdentifierReading.NotPublic)]
    [InlineData(IdentifierType.PaymentHandle, "GCash", IdentifierReading.Placeholder)]
    [InlineData(IdentifierType.PaymentHandle, "Western Union", IdentifierReading.Placeholder)]
    [InlineData(IdentifierType.PaymentHandle, "Example-Chat", IdentifierReading.Placeholder)]
    [InlineData(IdentifierType.PaymentHandle, "abc", IdentifierReading.Malformed)]
    public void What_is_set_aside_has_a_reason(IdentifierType type, string value, string reason) =>
        Assert.Equal(reason, IdentifierNormaliser.Read(Of(type, value, "ExampleChat"), []).Reason);

    [Fact]
    public void What_is_longer_than_any_identifier_is_set_aside() =>
        Assert.Equal(IdentifierReading.TooLong, IdentifierNormaliser.Read(Of(IdentifierType.Email, new string('a', 10_000_000)), []).Reason);

    [Fact]
    public void A_time_that_is_none_is_left_out() =>
        Assert.Null(IdentifierNormaliser.Normalise(new Identifier { Type = IdentifierType.Ip, Value = "203.0.113.7", At = new Timestamp { Seconds = long.MaxValue } }, [])!.At);

    private static string? Account(string service, string value) => IdentifierNormaliser.Normalise(Of(IdentifierType.Account, value, service), [])?.Canonical;

    private static string? Email(string value) => IdentifierNormaliser.Normalise(Of(IdentifierType.Email, value), [])?.Canonical;

    private static string? Phone(string value, string countries) =>
        IdentifierNormaliser.Normalise(Of(IdentifierType.Phone, value), countries.Split(',', StringSplitOptions.RemoveEmptyEntries))?.Canonical;

    private static Identifier Of(IdentifierType type, string value, string service = "") => new() { Type = type, Value = value, Service = service };
}
