using Referrals.Identity.Accounts;
using Referrals.Identity.SignInWithPasswords;
using Referrals.Identity.V1;

namespace Referrals.Identity.Tests.Accounts;

public sealed class LockRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(7, 120)]
    [InlineData(11, 1920)]
    [InlineData(12, 3600)]
    [InlineData(int.MaxValue, 3600)]
    public void Each_wrong_attempt_after_the_fourth_locks_for_twice_as_long_up_to_an_hour(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LockRules.After(failures));

    [Theory]
    [InlineData(null, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_account_is_locked_until_a_time_and_not_at_it(int? seconds, bool locked) =>
        Assert.Equal(locked, LockRules.IsLocked(seconds is { } away ? Now.AddSeconds(away) : null, Now));

    [Theory]
    [InlineData(true, true, false, 9, AttemptVerdict.Proven)]
    [InlineData(true, true, true, 0, AttemptVerdict.Recovered)]
    [InlineData(true, false, false, 3, AttemptVerdict.Failed)]
    [InlineData(true, false, false, 4, AttemptVerdict.Locks)]
    [InlineData(false, false, false, 0, AttemptVerdict.Failed)]
    [InlineData(false, true, false, 0, AttemptVerdict.Failed)]
    [InlineData(false, false, false, 4, AttemptVerdict.Locks)]
    public void Both_factors_prove_and_one_alone_is_a_wrong_attempt(bool password, bool code, bool isRecovery, int failures, AttemptVerdict verdict) =>
        Assert.Equal(verdict, AttemptRules.Judge(password, code, isRecovery, failures));

    [Theory]
    [InlineData(AttemptVerdict.Failed)]
    [InlineData(AttemptVerdict.Locks)]
    [InlineData(AttemptVerdict.WhileLocked)]
    public void Wrong_and_locked_sound_the_same(AttemptVerdict verdict) => Assert.Equal(SignInOutcome.Refused, AttemptRules.OutcomeOf(verdict));
}
