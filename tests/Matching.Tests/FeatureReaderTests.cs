using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.V1;

namespace Referrals.Matching.Tests;

public sealed class FeatureReaderTests
{
    private const int Limit = 1000;
    private static readonly byte[] Secret = new byte[32];

    [Theory]
    [InlineData(IdentifierType.FileHash)]
    [InlineData(IdentifierType.Ip)]
    [InlineData(IdentifierType.Url)]
    public void Thousands_of_files_or_addresses_crowd_out_neither_accounts_nor_persons_nor_wording(IdentifierType type)
    {
        var content = new Referral { Narrative = string.Join(' ', Enumerable.Range(0, 80).Select(i => $"word{i * 7 % 61}")) };
        content.Persons.Add(new Person { Role = PersonRole.Subject, DateOfBirth = "1980-05-04", Names = { new PersonName { Given = "Ana", Family = "Example" } } });
        content.Identifiers.AddRange(Enumerable.Range(0, 4012).Select(i => Numbered(type, i)));
        content.Identifiers.Add(new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = "a1-000042" });
        content.Identifiers.Add(new Identifier { Type = IdentifierType.PaymentHandle, Service = "ExamplePay", Value = "ana-000042" });

        var features = FeatureReader.Read(content, ["PH"], Limit);
        var keys = KeyMaker.Make(features, Secret, Limit);

        Assert.Equal(Limit, features.Identifiers.Count);
        Assert.Equal(Limit, keys.Count);
        Assert.Equal([IdentifierType.Account, IdentifierType.PaymentHandle, type], features.Identifiers.Select(identifier => identifier.Type).Distinct());
        Assert.Equal(
            [ComparedField.Identifier, ComparedField.PersonName, ComparedField.DateOfBirth, ComparedField.Narrative], keys.Select(key => key.Field).Distinct());
    }

    private static Identifier Numbered(IdentifierType type, int i) => type switch
    {
        IdentifierType.Ip => new() { Type = type, Value = $"203.0.{i / 250}.{i % 250}" },
        IdentifierType.Url => new() { Type = type, Value = $"https://files.example/{i}" },
        _ => new() { Type = type, Value = $"{i:x32}", Algorithm = HashAlgorithm.Md5 },
    };

    [Fact]
    public void Within_a_type_the_sender_s_order_stays()
    {
        var content = new Referral();
        content.Identifiers.AddRange("bac".Select(name => new Identifier { Type = IdentifierType.Email, Value = $"{name}na@mail.example" }));

        Assert.Equal("bna ana cna", string.Join(' ', FeatureReader.Read(content, [], Limit).Identifiers.Select(identifier => identifier.Legible)));
    }

    [Theory]
    [InlineData("1980-02-31", "IMPOSSIBLE_DATE")]
    [InlineData("31 February 1980", "IMPOSSIBLE_DATE")]
    [InlineData("1980-13-40", "IMPOSSIBLE_DATE")]
    [InlineData("about 12 years", IdentifierReading.Malformed)]
    [InlineData("unknown", IdentifierReading.Placeholder)]
    [InlineData("31/12/1980", null)]
    [InlineData("1980-05-04", null)]
    [InlineData("May 1980", null)]
    [InlineData("1980", null)]
    [InlineData("", null)]
    public void A_birthday_that_cannot_be_is_set_aside_with_the_reason(string birth, string? reason)
    {
        var content = new Referral { Persons = { new Person { DateOfBirth = birth, Names = { new PersonName { Given = "Ana" } } } } };

        var aside = FeatureReader.Read(content, [], Limit).SetAside;

        Assert.Equal(reason is null ? [] : [new SetAside(IdentifierType.Unspecified, reason) { Field = ComparedField.DateOfBirth }], aside);
    }
}
