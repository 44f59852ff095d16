namespace Referrals.Platform.Commands;

/// <summary>Carries a refusal out of a call; <see cref="CallInterceptor"/> turns it into a status.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal { get; } = refusal;
}
