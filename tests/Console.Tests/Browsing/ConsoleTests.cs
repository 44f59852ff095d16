namespace Referrals.Console.Tests.Browsing;

/// <summary>Tests that share one running exchange; each works with cases of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ConsoleTests : ICollectionFixture<ConsoleFixture>
{
    public const string Name = "console";
}
