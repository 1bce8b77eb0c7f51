"""256 short words that neither sound nor look alike: five of them are the code of a draft."""

_CODE_WORDS = """
    acorn album alley amber anchor angel ankle apple april apron arrow autumn bacon badge bagel baker balcony bamboo
    banjo barley barn basil basket beach beacon bean bear beech berry bicycle biscuit blanket blossom bonfire bottle
    branch brass bread breeze brick bridge broom brother brush bubble bucket bugle butter button cabbage cabin cactus
    camel camera candle canoe canvas caravan cardigan carpet carrot castle cedar cello chalk cherry chimney cinema
    clover coffee copper coral corner cotton cousin cradle crayon cricket crumble cuckoo curtain cushion daisy dancer
    dinner dolphin donkey dragon drum eagle easel egg elbow emerald engine evening falcon farmer feather fern ferry
    fiddle finger flannel flower forest fountain fox frost garden ginger giraffe glove goose grape gravy guitar hammer
    harbour harvest hazel heather hedge helmet honey horizon hotel island ivory jacket jam jasmine jelly jigsaw jumper
    kettle kitchen kitten ladder lantern lavender leather lemon letter lily linen lobster magnet mango maple marble
    market meadow melon mill mint mirror mitten monday moon morning mountain museum mustard napkin needle nephew nettle
    north nutmeg oak ocean october olive onion orange orchard otter owl oyster paddle painter palace pancake panda
    parcel parrot pasta peach pear pebble pencil pepper piano picnic pigeon pillow pilot pine plum pocket polka pony
    poppy porridge postcard potato pottery puddle pumpkin puppet purple quilt rabbit radio railway rainbow raisin
    ribbon river robin rocket rose ruby saddle sailor salad salmon sandal saucer scarf seagull seaside shadow shell
    silver singer sister slipper sock sofa spider spoon squirrel stable star strawberry sugar sunday swan table teapot
    tiger timber toast tomato towel tractor trumpet tulip tunnel turnip
"""
WORDS = tuple(_CODE_WORDS.split())
