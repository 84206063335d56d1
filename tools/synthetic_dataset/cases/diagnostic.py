"""Structured reflection: three diagnoses, findings for and against each, final diagnosis, next steps.

A diagnosis is worth 1 point, each of its two findings 1, the final diagnosis and the next steps 2
each. `off` names diagnoses that earn nothing, each with a finding that supports it badly.
"""

QUESTION = ("Name the three diagnoses you consider most likely. For each, list the findings that support it and those "
            "that oppose it or would be expected but are absent. Then state your final diagnosis and up to three next "
            "steps.")

CASES = [
    dict(
        key="cholesterol-emboli", ages=(63, 82), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} had coronary angiography with a stent through the femoral artery "
        "three weeks ago. Creatinine was 1.1 mg per deciliter then, 1.9 at ten days and 3.2 now. The patient is tired, "
        "eats little and has painful toes. Blood pressure is 168/94 mm Hg. A lacy purple pattern covers the soles, two "
        "toes are blue, pedal pulses are full. Eosinophils are 1,100, complement C3 slightly low; urine shows no "
        "casts.",
        final="Cholesterol embolization (atheroembolic disease) after coronary angiography: livedo, blue toes "
              "with full pulses, eosinophilia and stepwise kidney injury over weeks; confirmed by skin biopsy and "
              "retinal plaques, contrast injury and interstitial nephritis excluded",
        near="Kidney injury after angiography",
        diagnoses=[
            ("Cholesterol embolization (atheroembolic disease)",
             ["livedo of the soles and blue toes with full pulses", "eosinophilia and stepwise kidney injury over "
              "weeks after angiography"],
             ["retinal plaques have not been seen", "no fever or raised sedimentation rate is reported"]),
            ("Contrast-associated kidney injury",
             ["exposure to contrast three weeks ago", "reduced eating and possible volume depletion"],
             ["contrast injury peaks at three to five days and recovers", "it does not explain livedo or blue toes"]),
            ("Acute interstitial nephritis from a new drug",
             ["eosinophilia", "new drugs are usual after a stent"],
             ["no rash, fever or white-cell casts", "skin of the feet is not explained by it"])],
        off=[("Peripheral arterial occlusion", "blue toes"), ("Prerenal azotemia", "poor appetite"),
             ("Diabetic foot infection", "painful toes")],
        next=["examine the retina for cholesterol plaques", "biopsy the skin at the edge of the livedo",
              "stop anticoagulation if possible and continue a statin, with blood pressure control"]),
    dict(
        key="hit", ages=(52, 78), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} is on day seven after hip replacement, on unfractionated heparin "
        "injections three times a day. Platelets were 246,000 before surgery and 88,000 today. The left calf is "
        "swollen and tender; duplex shows a femoral vein thrombus. There is a black, painful spot at an abdominal "
        "injection site. Temperature 37.3 °C, white cells 9,100, INR 1.1, fibrinogen normal. Cefazolin was given "
        "once in the theater.",
        final="Heparin-induced thrombocytopenia with deep vein thrombosis and skin necrosis at injection sites, "
              "one week after heparin was started; confirmed by PF4 antibody and functional assay, sepsis and "
              "intravascular coagulation excluded, heparin replaced by argatroban",
        near="Drug-induced thrombocytopenia",
        diagnoses=[
            ("Heparin-induced thrombocytopenia with thrombosis",
             ["platelets fell by more than half between day five and ten of heparin", "new thrombosis and skin "
              "necrosis at injection sites"],
             ["the count is not extremely low", "antibodies have not yet been shown"]),
            ("Postoperative deep vein thrombosis with consumption of platelets",
             ["swollen calf with a femoral thrombus after hip surgery", "immobility"],
             ["a thrombus alone does not halve platelets", "it does not explain the black spot"]),
            ("Sepsis with disseminated intravascular coagulation",
             ["falling platelets in a surgical patient", "a necrotic spot on the skin"],
             ["no fever or leukocytosis", "INR and fibrinogen are normal"])],
        off=[("Dilution after transfusion", "recent surgery"), ("Immune thrombocytopenia", "low count"),
             ("Cellulitis of the leg", "tender swelling")],
        next=["stop all heparin including flushes", "start argatroban or bivalirudin at a therapeutic dose",
              "send a PF4 antibody immunoassay and a functional assay"]),
    dict(
        key="adrenal", ages=(26, 47), persons=("woman",),
        vignette="{article} {age}-year-old {person} with autoimmune thyroiditis had four months of fatigue, salt "
        "craving and a weight loss of 8 kg; levothyroxine was increased six weeks ago and fatigue became worse. Since "
        "yesterday she has vomited. Blood pressure 82/48 mm Hg, pulse 122, temperature 38.2 °C. Palmar creases and "
        "gums are dark. Sodium 124, potassium 6.1 mmol per liter, glucose 58 mg per deciliter, creatinine 1.5.",
        final="Primary adrenal insufficiency (autoimmune Addison disease) in crisis, precipitated by "
              "levothyroxine and gastroenteritis; confirmed by cortisol and ACTH, septic shock and "
              "over-replacement excluded, recovery with hydrocortisone and saline",
        near="Adrenal insufficiency of pituitary origin",
        diagnoses=[
            ("Primary adrenal insufficiency (autoimmune Addison disease) in crisis",
             ["dark palmar creases and gums with salt craving and weight loss", "low sodium and glucose with high "
              "potassium and shock"],
             ["no vitiligo is described", "fever could have another source"]),
            ("Septic shock from gastroenteritis or another source",
             ["fever, low pressure and tachycardia", "vomiting since yesterday"],
             ["months of symptoms came before", "high potassium and pigmentation do not fit"]),
            ("Over-replacement with levothyroxine",
             ["weight loss and tachycardia after the dose was raised", "worse since the change"],
             ["low pressure and low glucose do not fit", "fatigue and weight loss came first"])],
        off=[("Anorexia nervosa", "weight loss"), ("Acute kidney failure", "high potassium"),
             ("Diabetic ketoacidosis", "vomiting")],
        next=["draw cortisol and ACTH, then give hydrocortisone 100 mg at once", "rapid saline with dextrose",
              "look for infection and repeat potassium within two hours"]),
    dict(
        key="guillain-barre", ages=(31, 66), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} noticed tingling of both feet five days ago, then weakness that "
        "climbed from the legs to the hands; since this morning stairs are impossible. Two weeks ago there was bloody "
        "diarrhea for four days after a barbecue. Ankle and knee reflexes are absent, the face is slightly weak on "
        "both sides, pinprick is felt everywhere, and bladder function is normal. Vital capacity is 2.1 liters.",
        final="Guillain–Barré syndrome (acute inflammatory demyelinating polyneuropathy) after Campylobacter "
              "enteritis with threatened respiration; confirmed by lumbar puncture and nerve conduction study, "
              "myasthenia and spinal cord compression excluded, treated with immunoglobulin",
        near="Acute polyneuropathy of unclear cause",
        diagnoses=[
            ("Guillain–Barré syndrome (acute inflammatory demyelinating polyneuropathy)",
             ["ascending symmetric weakness with absent reflexes after Campylobacter-like enteritis", "bilateral "
              "facial weakness"],
             ["cerebrospinal fluid has not been examined", "no autonomic change so far"]),
            ("Myasthenia gravis or another disorder of the neuromuscular junction",
             ["bulbar or facial weakness", "falling vital capacity"],
             ["reflexes are lost", "tingling and ascent from the feet, without fatigability or ptosis"]),
            ("Spinal cord compression or transverse myelitis",
             ["weakness of both legs over days", "tingling of the feet"],
             ["no sensory level and normal bladder", "the face is weak and reflexes are absent"])],
        off=[("Stroke of the brain stem", "facial weakness"), ("Hypokalemic paralysis", "diarrhea"),
             ("Conversion disorder", "sudden weakness")],
        next=["measure vital capacity every four hours on a monitored ward", "lumbar puncture and nerve conduction "
                                                                             "study",
              "start intravenous immunoglobulin or plasma exchange"]),
    dict(
        key="milk-alkali", ages=(49, 76), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} was brought in confused after four days of constipation and "
        "thirst. For heartburn and osteopenia the patient chews about fifteen calcium carbonate tablets a day, with "
        "vitamin D, and takes hydrochlorothiazide. Calcium is 14.6 mg per deciliter, bicarbonate 37 mmol per liter, "
        "creatinine 2.8 mg per deciliter, phosphate low-normal, parathyroid hormone suppressed. The chest film is "
        "normal.",
        final="Milk-alkali (calcium-alkali) syndrome from calcium carbonate, aggravated by hydrochlorothiazide "
              "and vitamin D; hypercalcemia of malignancy and hyperparathyroidism excluded by PTH-related "
              "peptide, resolved with saline",
        near="Vitamin D intoxication",
        diagnoses=[
            ("Milk-alkali (calcium-alkali) syndrome from calcium carbonate",
             ["hypercalcemia, metabolic alkalosis and kidney injury together", "fifteen calcium carbonate tablets a "
              "day with hydrochlorothiazide"],
             ["phosphate is not raised", "the amount taken is from the history only"]),
            ("Hypercalcemia of malignancy",
             ["calcium above 14 with suppressed parathyroid hormone", "confusion of recent onset"],
             ["the chest film is normal", "alkalosis is not explained by it"]),
            ("Primary hyperparathyroidism unmasked by a thiazide",
             ["hypercalcemia on hydrochlorothiazide", "osteopenia"],
             ["parathyroid hormone is suppressed", "calcium rarely rises this high"])],
        off=[("Dementia with dehydration", "confusion"), ("Opioid effect", "constipation"),
             ("Diabetes insipidus", "thirst")],
        next=["stop calcium carbonate, vitamin D and hydrochlorothiazide", "isotonic saline with repeated calcium",
              "measure PTH-related peptide and vitamin D metabolites, and protein electrophoresis"]),
    dict(
        key="b12", ages=(57, 80), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} with vitiligo has stumbled in the dark for five months and has "
        "numb feet. Over the winter nitrous oxide was used for a dental implant. Vibration is lost to the knees, "
        "Romberg sign positive, plantar responses extensor, ankle jerks absent. The tongue is smooth. Hemoglobin 9.4 g "
        "per deciliter, mean corpuscular volume 116 fl, platelets 128,000. Folate and thyrotropin are normal.",
        final="Pernicious anemia with subacute combined degeneration of the spinal cord from vitamin B12 "
              "deficiency, worsened by nitrous oxide; confirmed by methylmalonic acid and intrinsic factor "
              "antibodies, copper deficiency and myelodysplastic syndrome excluded",
        near="Macrocytic anemia with polyneuropathy",
        diagnoses=[
            ("Pernicious anemia with subacute combined degeneration from vitamin B12 deficiency",
             ["lost vibration, positive Romberg sign and extensor plantar responses", "macrocytic anemia with smooth "
              "tongue and vitiligo, after nitrous oxide"],
             ["the B12 concentration is not known", "no diarrhea or gastric surgery in the history"]),
            ("Copper deficiency myelopathy",
             ["sensory ataxia with extensor plantar responses", "anemia with low platelets"],
             ["no zinc use or bariatric surgery", "the anemia is usually not so macrocytic"]),
            ("Myelodysplastic syndrome with unrelated cervical spondylosis",
             ["macrocytic anemia and low platelets at this age", "extensor plantar responses"],
             ["two diseases are needed", "absent ankle jerks and a smooth tongue point elsewhere"])],
        off=[("Alcoholic cerebellar ataxia", "unsteady gait"), ("Diabetic polyneuropathy", "numb feet"),
             ("Normal-pressure hydrocephalus", "gait change")],
        next=["measure vitamin B12 and methylmalonic acid", "intrinsic factor antibodies and copper",
              "start hydroxocobalamin injections without waiting for results"]),
]
