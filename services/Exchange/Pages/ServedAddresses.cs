using Referrals.Exchange.Directories;

namespace Referrals.Exchange.Pages;

/// <summary>The exchange's addresses, known once it listens.</summary>
internal sealed class ServedAddresses
{
    public ExchangeFile? Addresses { get; private set; }

    public void Set(ExchangeFile addresses) => Addresses = addresses with { Pid = null };
}
