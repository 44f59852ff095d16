using Referrals.Console.Calls;

namespace Referrals.Console.SignIn;

/// <summary>Keeps what somebody sent after their session had ended, without doing it.</summary>
public interface IExpiredPost
{
    /// <param name="context">The request.</param>
    /// <param name="person">Whose session ended.</param>
    Task KeepAsync(HttpContext context, Person person);
}
