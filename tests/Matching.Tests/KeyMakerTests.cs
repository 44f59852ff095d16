using Referrals.Common.V1;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;

namespace Referrals.Matching.Tests;

public sealed class KeyMakerTests
{
    private static readonly byte[] Secret = new byte[32];
    private static readonly Identifier Account = new() { Type = IdentifierType.Account, Service = "ExampleChat", Value = "a1-000042" };
    private static readonly Identifier Phone = new() { Type = IdentifierType.Phone, Value = "0900 000 0042" };

    [Fact]
    public void The_same_identifier_in_two_writings_is_one_key()
    {
        var keys = KeyMaker.Make([Phone, new Identifier { Type = IdentifierType.Phone, Value = "+63 900 000 0042" }, Account], ["PH"], Secret, 100);

        Assert.Equal([IdentifierType.Phone, IdentifierType.Account], keys.Select(key => key.Type));
        Assert.Equal("63****42", keys[0].Masked);
        Assert.NotEqual(keys[0].Token, keys[1].Token);
    }

    [Fact]
    public void A_screen_name_is_not_the_account_of_that_id()
    {
        var screenName = new Identifier { Type = IdentifierType.ScreenName, Service = Account.Service, Value = Account.Value };

        Assert.Equal(2, KeyMaker.Make([Account, screenName], [], Secret, 100).Select(key => key.Token).Distinct().Count());
    }

    [Fact]
    public void Another_secret_gives_other_tokens()
    {
        var token = KeyMaker.Make([Account], [], Secret, 100)[0].Token;

        Assert.NotEqual(token, KeyMaker.Make([Account], [], [.. Enumerable.Repeat((byte)1, 32)], 100)[0].Token);
    }

    [Fact]
    public void No_more_than_the_limit_are_made() =>
        Assert.Equal(3, KeyMaker.Make(Enumerable.Range(0, 9).Select(i => new Identifier { Type = IdentifierType.Email, Value = $"ana{i}@mail.example" }), [], Secret, 3).Count);

    [Fact]
    public void Stripes_are_locked_each_once_in_one_order() =>
        Assert.Equal([0, 5, (1 << 30) - 1], StripeLocks.StripesOf([5, -1, 1 << 30, 5 + (7L << 30), long.MinValue]));
}
