namespace Azure.Data.Tables.Entities;

/// <summary>The types that an <c>@odata.type</c> annotation can name.</summary>
internal enum EdmType
{
    None,
    Binary,
    Boolean,
    DateTime,
    Double,
    Guid,
    Int32,
    Int64,
    String,
}
