namespace Referrals.Exchange;

/// <summary>The exchange cannot start, for a reason that whoever starts it can put right. The message says what to do.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
