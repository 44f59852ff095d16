using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Referrals.Console.Serving;

/// <summary>A field that was left empty is the empty text, and not null.</summary>
internal sealed class EmptyStaysEmpty : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) => context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
