namespace HealthScore.Engine.Demo;

/// <summary>Names of companies that do not exist, each given once. The first rounds through the lists sound plain; later rounds tell themselves apart by a suffix.</summary>
internal static class DemoNames
{
    private static readonly string[] Roots = Words(
        "Alder Amber Anchor Arbor Ardent Ash Aspen Atlas Aurora Axle Baltic Beacon Birch Blue Boreal Bramble Brass Bright Brook Cairn Calder Canyon Cedar Cinder Citrine Clear Clover Cobalt Copper Coral Crest Crown Cypress Dawn Delta Dove Drift Dune East Eider Elm Ember Fair Falcon Far Fern Field Finch Fjord Flint Forge Fox Frost Garnet Glade Glen Gold Granite Grey Grove Gull Harbor Haven Hawk Hazel Heather Heron High Hollow Indigo Iron Ivory Jade Juniper Keel Kestrel Lake Lantern Lark Laurel Lime Linden Lumen Lunar Lynx Maple Marble Marlow Meadow Merid Mill Mint Moor Moss North Oak Ocean Olive Onyx Opal Orchard Osprey Otter Palm Pearl Pebble Pine Plover Polar Poplar Prairie Quarry Quartz Quill Raven Red Reed Ridge River Robin Rook Rowan Sable Saffron Sage Salt Sand Shale Silver Slate Snow South Spruce Star Stone Storm Summit Swift Tamar Teal Tern Thistle Thorn Tidal Timber Topaz Vale Velvet Verdant Vesper West White Wild Willow Winter Wren Yarrow Zephyr");

    private static readonly string[] Trades = Words(
        "Analytics Apparel Architects Automotive Aviation Bakeries Biotech Books Brands Brewing Capital Care Cargo Catering Ceramics Chemicals Clinics Coatings Components Construction Consulting Controls Cosmetics Courier Dairy Data Dental Design Devices Diagnostics Digital Distribution Dynamics Education Electric Energy Engineering Equipment Estates Events Fabrics Farms Fashion Finance Fisheries Fleet Foods Footwear Foundry Freight Furniture Gaming Gardens Gear Genomics Glass Health Hospitality Hotels Housing Imaging Industries Instruments Insurance Interiors Kitchens Labs Leasing Legal Leisure Lighting Logistics Machines Marine Materials Media Medical Metals Mining Mobility Motors Music Networks Optics Outdoor Packaging Paints Paper Partners Payments Pharma Plastics Power Press Print Productions Properties Publishing Rail Recruiting Recycling Rentals Research Retail Robotics Security Semiconductors Services Shipping Software Solar Sports Staffing Steel Studios Supply Surveys Systems Textiles Tools Toys Trading Transit Transport Travel Utilities Ventures Vision Water Wellness Wines Works");

    private static readonly string[] TownStarts = Words(
        "Ald Ash Bar Beck Bram Brent Bux Cal Carl Chad Chel Clay Cold Cran Dal Den Dor Dun East Eld Fal Farn Glen Graf Hal Hart Hather Hol Kel Kings Lang Leam Lin Lough Mal Mar Mel Mid Nor Oak Pem Penn Rad Raven Rush Sel Shel Stan Stock Sut Thorn Tren Ulver Wal War Wel West Whit Win Wood Yar");

    private static readonly string[] TownEnds = Words("bridge brook burgh bury by caster combe cott dale den field ford gate ham hurst ley mere minster mouth port ridge stead stoke stone ton wade well wick worth");

    private static readonly string[] PublicForms =
    [
        "City of {0}", "{0} County Council", "University of {0}", "{0} Regional Hospital", "{0} School District", "{0} Water Authority", "{0} Transit Agency",
        "Port of {0}", "{0} Public Library Service", "{0} Housing Board", "{0} Fire and Rescue", "{0} Planning Office", "{0} Parks Commission", "{0} Institute of Technology",
    ];

    // One list of suffixes per round, no suffix in two of them: so a pair of words may come again and the name is still new.
    private static readonly string[][] Suffixes =
    [
        ["", "", "", "", " Inc", " Ltd", " Group", " GmbH"], [" Holdings", " AG"], [" International", " SA"], [" Partners LLP", " BV"], [" Worldwide", " AB"],
        [" Global", " Oy"], [" Collective", " SpA"], [" & Sons", " NV"], [" Alliance", " KK"], [" Enterprises", " Pty"],
    ];

    /// <summary>The name of the account with this number, unlike all others'.</summary>
    public static string Of(int account, bool isPublic, DemoRandom random)
    {
        if (isPublic)
        {
            var (form, town, publicRound) = Place(account, PublicForms.Length, TownStarts.Length * TownEnds.Length);
            var name = string.Format(null, PublicForms[form], TownStarts[town % TownStarts.Length] + TownEnds[town / TownStarts.Length]);
            return publicRound == 0 ? name : $"{name}, District {publicRound}";
        }
        var (root, trade, round) = Place(account, Roots.Length, Trades.Length);
        var suffix = round < Suffixes.Length ? random.Of(Suffixes[round]) : $" {round}";
        return $"{Roots[root]}{Join(root)}{Trades[trade]}{suffix}";
    }

    // Multiplying by a number without a common divisor walks through all pairs, far from one to the next.
    private static (int Row, int Column, int Round) Place(int account, int rows, int columns)
    {
        var pairs = (long)rows * columns;
        var place = account % pairs * 7_368_787 % pairs;
        return ((int)(place % rows), (int)(place / rows), (int)(account / pairs));
    }

    private static string Join(int root) => (root % 5) switch { 0 => "water ", 2 => "line ", _ => " " };

    private static string[] Words(string list) => list.Split(' ');
}
