using Referrals.Common.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ReadFeatures;
using Referral = Referrals.Intake.V1.Referral;

namespace Referrals.Matching.Tests;

public sealed class KeyMakerTests
{
    private static readonly byte[] Secret = new byte[32];
    private static readonly Identifier Account = new() { Type = IdentifierType.Account, Service = "ExampleChat", Value = "a1-000042" };
    private static readonly Identifier Phone = new() { Type = IdentifierType.Phone, Value = "0900 000 0042" };

    [Fact]
    public void The_same_identifier_in_two_writings_has_the_same_keys()
    {
        var keys = Keys([Phone]);

        Assert.Equal(keys, Keys([Phone, new Identifier { Type = IdentifierType.Phone, Value = "+63 900 000 0042" }]));
        Assert.All(keys, key => Assert.Equal((IdentifierType.Phone, "63****42"), (key.Type, key.Masked)));
        Assert.Empty(TokensOf(Phone).Intersect(TokensOf(Account)));
    }

    [Fact]
    public void A_screen_name_is_not_the_account_of_that_id()
    {
        var screenName = new Identifier { Type = IdentifierType.ScreenName, Service = Account.Service, Value = Account.Value };

        Assert.Empty(TokensOf(Account).Intersect(TokensOf(screenName)));
    }

    [Fact]
    public void Another_secret_gives_other_tokens() =>
        Assert.Empty(TokensOf(Account).Intersect(Keys([Account], secret: [.. Enumerable.Repeat((byte)1, 32)]).Select(key => key.Token)));

    [Fact]
    public void No_more_than_the_limit_are_made() =>
        Assert.Equal(3, Keys(Enumerable.Range(0, 9).Select(i => new Identifier { Type = IdentifierType.Email, Value = $"ana{i}@mail.example" }), limit: 3).Count);

    [Fact]
    public void Stripes_are_locked_each_once_in_one_order() =>
        Assert.Equal([0, 5, (1 << 30) - 1], StripeLocks.StripesOf([5, -1, 1 << 30, 5 + (7L << 30), long.MinValue]));

    private static IReadOnlyList<MatchingKey> Keys(IEnumerable<Identifier> identifiers, byte[]? secret = null, int limit = 100) =>
        KeyMaker.Make(FeatureReader.Read(new Referral { Identifiers = { identifiers } }, ["PH"], 100), secret ?? Secret, limit);

    private static IEnumerable<long> TokensOf(Identifier identifier) => Keys([identifier]).Select(key => key.Token);
}
