using System.Collections.Frozen;
using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Handles of payment that are none: <c>GCash</c> says how somebody was paid, and not who.</summary>
internal static class PaymentForm
{
    private static readonly FrozenSet<string> Providers = (
        "gcash maya paymaya paypal venmo cashapp zelle wise transferwise westernunion moneygram remitly worldremit xoom skrill neteller revolut stripe alipay wechatpay grabpay shopeepay coinsph "
        + "applepay googlepay mpesa paytm upi bkash gopay ovo dana palawan palawanexpress palawanpawnshop cebuana cebuanalhuillier mlhuillier bdo bpi metrobank landbank unionbank rcbc "
        + "coinbase binance bitcoin ethereum usdt tether monero litecoin crypto cash wallet ewallet bank bankaccount banktransfer remittance giftcard giftcards creditcard debitcard").Split(' ').ToFrozenSet();

    /// <summary>Whether the value is no more than who carries payments: a wallet, a bank, a coin, or what the service says already.</summary>
    public static bool IsProvider(Identifier identifier) => identifier.Type == IdentifierType.PaymentHandle
        && PlainText.Condense(identifier.Value) is var value && (Providers.Contains(value) || value == PlainText.Condense(identifier.Service));
}
