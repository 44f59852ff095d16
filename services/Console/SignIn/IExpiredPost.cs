using Referrals.Console.Calls;

namespace Referrals.Console.SignIn;

/// <summary>Keeps what somebody sent after their session had ended with a service, without doing it.</summary>
public interface IExpiredPost
{
    /// <summary>Whether it is kept.</summary>
    /// <param name="context">The request; its form is the person's own.</param>
    /// <param name="person">Whose session ended.</param>
    Task<bool> KeepAsync(HttpContext context, Person person);
}
