namespace Referrals.Console.Tests.Accounts;

/// <summary>An exchange whose people must set a passkey, or a password and an authenticator, before anything else.</summary>
public sealed class AccountsFixture : ConsoleFixture
{
    protected override bool LinksSuffice => false;
}
