namespace Referrals.Console.SignIn;

/// <summary>
/// A way for a person to prove who they are. What it proves begins a session (<see cref="Sessions.Begin"/>); nothing else in
/// the console knows how somebody signed in.
/// </summary>
public interface ISignInMethod
{
    /// <summary>Who would be signed in by this proof, without using it up; null when it proves nothing.</summary>
    string? Who(string proof);

    /// <summary>Uses the proof up: the principal that it proves, once; null when it proves nothing, or no more.</summary>
    string? Take(string proof);
}
