namespace Referrals.Console.Serving;

/// <summary>A page that asks for nobody's name. Every page has this or <see cref="ForRoleAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForAnyoneAttribute : Attribute;
