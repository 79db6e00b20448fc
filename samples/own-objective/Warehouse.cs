namespace OwnObjective;

/// <summary>The stock of one product, day by day. An order arrives after five days.</summary>
/// <param name="seed">The same seed brings the same customers.</param>
internal sealed class Warehouse(long seed)
{
    private const int DaysOfDelivery = 5;
    private const int MostCustomersADay = 20;

    private readonly Random _random = new(unchecked((int)(seed ^ (seed >> 32))));
    private readonly Queue<int> _onTheWay = new(new int[DaysOfDelivery]);
    private int _stock = 100;

    public required int ReorderPoint { get; init; }

    public required int OrderQuantity { get; init; }

    public required double CostOfAPieceADay { get; init; }

    public required double CostOfAnOrder { get; init; }

    public required double CostOfALostSale { get; init; }

    /// <summary>What all days so far have cost.</summary>
    public double Cost { get; private set; }

    /// <summary>A delivery, customers, and an order where one is due.</summary>
    public void PassADay()
    {
        _stock += _onTheWay.Dequeue();
        var customers = _random.Next(MostCustomersADay + 1);
        var sold = Math.Min(customers, _stock);
        _stock -= sold;
        var ordered = _stock + _onTheWay.Sum() <= ReorderPoint ? OrderQuantity : 0;
        _onTheWay.Enqueue(ordered);
        Cost += (CostOfALostSale * (customers - sold)) + (CostOfAPieceADay * _stock) + (ordered > 0 ? CostOfAnOrder : 0);
    }
}
