namespace Referrals.Console.Calls;

/// <summary>The person of a request; the session's authentication has put it there.</summary>
public static class PersonContext
{
    public static Person GetPerson(this HttpContext context) =>
        context.FindPerson() ?? throw new InvalidOperationException("nobody is signed in: the page must ask for a role");

    public static Person? FindPerson(this HttpContext context) => context.Features.Get<Person>();

    public static void SetPerson(this HttpContext context, Person person) => context.Features.Set(person);
}
