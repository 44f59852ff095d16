using Referrals.Console.Calls;

namespace Referrals.Console.SignIn.Accounts;

/// <summary>The person of a session that opens nothing yet but the page to set up how to sign in: nobody to all other pages.</summary>
internal static class SetUpContext
{
    private static readonly object Key = new();

    public static Person? FindPersonToSetUp(this HttpContext context) => context.Items[Key] as Person;

    public static void SetPersonToSetUp(this HttpContext context, Person person) => context.Items[Key] = person;
}
